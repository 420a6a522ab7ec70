// SPDX-License-Identifier: Apache-2.0
package io.taskwork.docs;

import java.util.Locale;

/**
 * A picture 700 units wide, written element by element. Its colours follow those of the reader's
 * screen. It has a background of its own, since a page may be dark where the screen is not.
 */
final class Svg {
    static final int WIDTH = 700;

    private static final String STYLE = """
              <style>
                text { font: 13px system-ui, sans-serif; fill: #1f2328 }
                .note { font-size: 12px; fill: #59636e }
                .head { font-weight: 600 }
                .panel { fill: #ffffff; stroke: #d1d9e0 }
                .runs { fill: #d6e6f7; stroke: #6a9bd1 }
                .waits { fill: #eff1f3; stroke: #a5adb6; stroke-dasharray: 4 3 }
                .callback { fill: #c2500a; stroke: #c2500a }
                .inside { fill: #ffffff }
                .line { fill: none; stroke: #59636e; stroke-width: 1.5 }
                .guide { fill: none; stroke: #a5adb6; stroke-dasharray: 1 3 }
                .tip { fill: #59636e }
                @media (prefers-color-scheme: dark) {
                  text { fill: #f0f6fc }
                  .note { fill: #a9b2bc }
                  .panel { fill: #0d1117; stroke: #3d444d }
                  .runs { fill: #1b3553; stroke: #4a84c4 }
                  .waits { fill: #21262d; stroke: #6e7781 }
                  .callback { fill: #f0883e; stroke: #f0883e }
                  .inside { fill: #0d1117 }
                  .line { stroke: #a9b2bc }
                  .guide { stroke: #6e7781 }
                  .tip { fill: #a9b2bc }
                }
              </style>
            """;

    private final StringBuilder body = new StringBuilder();
    private final int height;

    /** Makes an empty picture. The title says what it shows, for those who cannot see it. */
    Svg(int height, String title) {
        this.height = height;
        add("<title>%s</title>", escape(title));
        body.append(STYLE);
        box("panel", 0.5, 0.5, WIDTH - 1.0, height - 1.0);
    }

    Svg box(String type, double x, double y, double width, double height) {
        return add("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"4\"/>",
                type, number(x), number(y), number(width), number(height));
    }

    /** Adds a box with a text in its middle. */
    Svg box(String type, String textType, double x, double y, double width, double height,
            String text) {
        return box(type, x, y, width, height)
                .text(textType, "middle", x + width / 2.0, y + height / 2.0 + 4.5, text);
    }

    /** Adds a text from that point on ("start"), up to it ("end"), or around it ("middle"). */
    Svg text(String type, String anchor, double x, double y, String text) {
        return add("<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>",
                type, anchor, number(x), number(y), escape(text));
    }

    Svg line(String type, double x1, double y1, double x2, double y2) {
        return add("<path class=\"%s\" d=\"M%s %sL%s %s\"/>",
                type, number(x1), number(y1), number(x2), number(y2));
    }

    /** Adds a line with a tip at its second end; the line is horizontal or vertical. */
    Svg arrow(double x1, double y1, double x2, double y2) {
        double dx = Math.signum(x2 - x1);
        double dy = Math.signum(y2 - y1);
        return line("line", x1, y1, x2 - 6.0 * dx, y2 - 6.0 * dy)
                .add("<path class=\"tip\" d=\"M%s %sL%s %sL%s %sz\"/>", number(x2), number(y2),
                        number(x2 - 9.0 * dx - 4.0 * dy), number(y2 - 9.0 * dy - 4.0 * dx),
                        number(x2 - 9.0 * dx + 4.0 * dy), number(y2 - 9.0 * dy + 4.0 * dx));
    }

    Svg dot(double x, double y) {
        return add("<circle class=\"tip\" cx=\"%s\" cy=\"%s\" r=\"3.5\"/>", number(x), number(y));
    }

    private Svg add(String format, Object... arguments) {
        body.append("  ").append(String.format(Locale.ROOT, format, arguments)).append('\n');
        return this;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
                + " viewBox=\"0 0 %d %d\" width=\"%1$d\" height=\"%2$d\">%n", WIDTH, height)
                .replace("\r", "") + body + "</svg>\n";
    }
}
