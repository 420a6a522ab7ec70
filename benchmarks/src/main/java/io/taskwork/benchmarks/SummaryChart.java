// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Run.Spread;
import io.taskwork.benchmarks.Versus.Winner;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Draws the ratios of the summary, one bar from lowest to highest a row, on either side of 1. */
final class SummaryChart {
    private static final int ROW_HEIGHT = 21;
    private static final Map<Winner, Color> COLOURS = new EnumMap<>(Map.of(
            Winner.TASKWORK, new Color(0x0072B2), Winner.HAND, new Color(0xD55E00),
            Winner.EQUAL, new Color(0x999999)));

    private SummaryChart() {}

    static void draw(List<Versus> rows, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Charts.write(picture(rows), file, size(rows));
    }

    static Dimension size(List<Versus> rows) {
        return new Dimension(1000, 130 + ROW_HEIGHT * rows.size());
    }

    static JFreeChart picture(List<Versus> rows) {
        XYIntervalSeriesCollection bars = new XYIntervalSeriesCollection();
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(true);
        renderer.setDrawYError(false);
        renderer.setErrorStroke(new BasicStroke(2));
        for (Winner winner : Winner.values()) {
            XYIntervalSeries series = new XYIntervalSeries(
                    winner == Winner.EQUAL ? "equal" : winner.text + " takes less");
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i).winner() == winner) {
                    Spread r = rows.get(i).ratio();
                    series.add(r.median(), r.lowest(), r.highest(), i, i, i);
                }
            }
            bars.addSeries(series);
        }
        LogarithmicAxis ratio = Charts.logarithmic(
                "time of taskwork against that by hand: median, lowest to highest");
        double lowest = rows.stream().mapToDouble(r -> r.ratio().lowest()).min().orElse(1);
        double highest = rows.stream().mapToDouble(r -> r.ratio().highest()).max().orElse(1);
        ratio.setRange(Math.min(0.5, lowest / 1.1), Math.max(2, highest * 1.1));
        SymbolAxis names = new SymbolAxis(null, rows.stream()
                .map(r -> r.what() + " / " + r.hand()).map(t -> t.replace("`", ""))
                .toArray(String[]::new));
        names.setInverted(true);
        XYPlot plot = new XYPlot(bars, ratio, names, renderer);
        JFreeChart picture = new JFreeChart("Taskwork against by hand: left of 1 is less", plot);
        Charts.style(picture); // it would replace the colours
        Shape dot = new Ellipse2D.Double(-4, -4, 8, 8);
        for (Winner winner : Winner.values()) {
            renderer.setSeriesPaint(winner.ordinal(), COLOURS.get(winner));
            renderer.setSeriesShape(winner.ordinal(), dot);
        }
        names.setGridBandsVisible(false);
        plot.addDomainMarker(new ValueMarker(1, Color.BLACK, new BasicStroke(1.5f)));
        return picture;
    }
}
