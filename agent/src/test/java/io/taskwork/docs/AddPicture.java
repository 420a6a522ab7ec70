// SPDX-License-Identifier: Apache-2.0
package io.taskwork.docs;

/** Draws one add of mode SIGNAL, on both threads: through queue, wake and drain. */
final class AddPicture {
    private static final int LEFT = 16;
    private static final int RIGHT = 408;
    private static final int BOX = 276;
    private static final int HIGH = 44;
    private static final int STEP = 68;
    private static final int TOP = 48;

    private final Svg svg = new Svg(412, "The thread that adds marks the target as attended and due,"
            + " pushes the work onto its queue, and resumes it if it sleeps. The target runs what"
            + " is queued at the run point, looks at the queue once more, and blocks on.");

    private AddPicture() {}

    static String make() {
        return new AddPicture().draw();
    }

    private String draw() {
        svg.text("head", "middle", LEFT + BOX / 2.0, 30, "any thread: add(t, work, SIGNAL)");
        svg.text("head", "middle", RIGHT + BOX / 2.0, 30, "the virtual thread t");

        adder(0, "marks: attended, due", "if it is attended already: only the push");
        adder(1, "push: one compare-and-set", "a barrier before the look at t");
        adder(2, "parked? submits its continuation", "no permit; otherwise an unpark");
        adder(3, "true", "it does not wait for the callback");
        down(LEFT, 0, 3);

        svg.box("waits", RIGHT, TOP, BOX, 2 * STEP + HIGH);
        svg.text("", "middle", RIGHT + BOX / 2.0, TOP + 26, "blocked: sleep, take, read, lock ...");
        svg.box("panel", RIGHT + 18, TOP + STEP, BOX - 36, HIGH);
        svg.text("", "middle", RIGHT + BOX / 2.0, TOP + STEP + 19, "its queue: head, newest first;");
        svg.text("", "middle", RIGHT + BOX / 2.0, TOP + STEP + 36, "works in order, oldest first");
        target(3, "run point: the exit of park", "one load and one branch: due?");
        target(4, "drain: runs what is queued, in order", "clears the marks, looks once more");
        svg.box("waits", "", RIGHT, TOP + 5 * STEP - 10, BOX, 26,
                "blocks on, for the time that is left");

        svg.arrow(LEFT + BOX, y(1), RIGHT + 18, y(1));
        svg.arrow(LEFT + BOX, y(2), RIGHT, y(2));
        svg.text("note", "middle", (LEFT + BOX + RIGHT) / 2.0, y(2) - 6, "wake");
        svg.text("note", "middle", (LEFT + BOX + RIGHT) / 2.0, y(1) - 6, "work");
        down(RIGHT, 2, 4);
        svg.arrow(RIGHT + BOX / 2.0, TOP + 4 * STEP + HIGH, RIGHT + BOX / 2.0, TOP + 5 * STEP - 10);
        svg.text("note", "start", LEFT, TOP + 4 * STEP + 14,
                "Whoever adds now finds t attended and only pushes:");
        svg.text("note", "start", LEFT, TOP + 4 * STEP + 31,
                "one wake for each sleep, however many add.");
        return svg.toString();
    }

    private static double y(int step) {
        return TOP + step * STEP + HIGH / 2.0;
    }

    private void adder(int step, String what, String note) {
        both("runs", "", LEFT, step, what, note);
    }

    private void target(int step, String what, String note) {
        both(step == 4 ? "callback" : "runs", step == 4 ? "inside" : "", RIGHT, step, what, note);
    }

    private void both(String type, String textType, int x, int step, String what, String note) {
        int top = TOP + step * STEP;
        svg.box(type, x, top, BOX, HIGH);
        svg.text(textType, "middle", x + BOX / 2.0, top + 19, what);
        svg.text(textType.isEmpty() ? "note" : textType, "middle", x + BOX / 2.0, top + 36, note);
    }

    private void down(int x, int first, int last) {
        for (int step = first; step < last; step++) {
            svg.arrow(x + BOX / 2.0, TOP + step * STEP + HIGH,
                    x + BOX / 2.0, TOP + (step + 1) * STEP);
        }
    }
}
