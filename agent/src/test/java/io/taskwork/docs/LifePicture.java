// SPDX-License-Identifier: Apache-2.0
package io.taskwork.docs;

/** Draws a thread's life with its run points three times: for each mode, when a callback runs. */
final class LifePicture {
    private static final int START = 90;
    private static final int BLOCKS = 190;
    private static final int ADD = 272;
    private static final int RESUMES = 390;
    private static final int YIELDS = 486;
    private static final int ENDS = 560;
    private static final int CALLBACK = 62;
    private static final int BAR = 26;
    private static final int[] ROWS = {74, 148, 222};

    private final Svg svg = new Svg(284, "A virtual thread starts, runs, blocks, resumes, yields and"
            + " ends. A callback is added while it is blocked. With NONE it runs at the thread's"
            + " end, with RESUME when the thread resumes, with SIGNAL at once.");

    private LifePicture() {}

    static String make() {
        return new LifePicture().draw();
    }

    private String draw() {
        runPoint(START, "start");
        runPoint(BLOCKS, "blocks");
        runPoint(RESUMES, "resumes");
        runPoint(YIELDS, "yield");
        runPoint(ENDS, "exit");
        svg.text("head", "middle", ADD, 24, "add()").arrow(ADD, 30, ADD, ROWS[0]);
        svg.line("guide", ADD, ROWS[0] + BAR, ADD, ROWS[2] + BAR);
        row(ROWS[0], "NONE", ENDS,
                "wakes nobody and causes no drain: here it runs at exit");
        row(ROWS[1], "RESUME", RESUMES, "wakes nobody: it runs at the thread's next run point");
        row(ROWS[2], "SIGNAL", ADD,
                "wakes the thread: it runs the callback, and blocks on for the time that is left");
        return svg.toString();
    }

    private void runPoint(int x, String name) {
        svg.text("note", "middle", x, 48, name).dot(x, 58).line("guide", x, 62, x, ROWS[2] + BAR);
    }

    private void row(int y, String mode, int callback, String note) {
        svg.text("head", "start", 16, y + 17, mode);
        svg.box("runs", "", START, y, BLOCKS - START, BAR, "runs");
        svg.box("waits", BLOCKS, y, RESUMES - BLOCKS, BAR);
        svg.text("", "middle", (BLOCKS + ADD) / 2.0, y + 17.5, "blocked");
        svg.box("runs", RESUMES, y, YIELDS - RESUMES, BAR);
        if (callback != RESUMES) {
            svg.text("", "middle", (RESUMES + YIELDS) / 2.0, y + 17.5, "runs");
        }
        svg.box("runs", "", YIELDS, y, ENDS - YIELDS, BAR, "runs");
        svg.box("callback", "inside", callback, y, CALLBACK, BAR, "callback");
        int gone = callback == ENDS ? ENDS + CALLBACK : ENDS;
        svg.text("note", "start", gone + 6, y + 17.5, "add: false");
        svg.text("note", "start", START, y + BAR + 17, note);
    }
}
