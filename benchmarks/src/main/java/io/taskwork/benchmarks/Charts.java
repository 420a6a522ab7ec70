// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Experiment.Chart;
import io.taskwork.benchmarks.Run.Spread;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.StandardChartTheme;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.DefaultDrawingSupplier;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.category.StatisticalBarRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws the figures of a run with JFreeChart, and writes the pictures as SVG with Batik. */
final class Charts {
    private static final Dimension SIZE = new Dimension(900, 420);

    /** The colours of Okabe and Ito, which colour-blind readers can tell apart as well. */
    private static final Paint[] COLOURS = {
        new Color(0x999999), new Color(0xD55E00), new Color(0x0072B2), new Color(0x009E73),
        new Color(0xE69F00), new Color(0x56B4E9), new Color(0xCC79A7), new Color(0x000000),
    };

    private Charts() {}

    /** Writes {@code <file>.svg} into the folder; returns false if there is nothing to draw. */
    static boolean draw(Chart chart, Run run, Path folder) throws IOException {
        List<String> rows = run.rows().stream().filter(r -> r.matches(chart.rows())).toList();
        JFreeChart picture = switch (chart.kind()) {
            case RATIOS -> ratios(chart, run, rows);
            case DISTRIBUTION -> distribution(chart, run, rows);
            case SCALING -> scaling(chart, run, rows);
        };
        if (picture == null) {
            return false;
        }
        Files.createDirectories(folder);
        write(picture, folder.resolve(chart.file() + ".svg"), SIZE);
        return true;
    }

    static void write(JFreeChart picture, Path file, Dimension size) throws IOException {
        try {
            SVGGraphics2D svg = new SVGGraphics2D(DocumentBuilderFactory.newNSInstance()
                    .newDocumentBuilder().getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null));
            svg.setSVGCanvasSize(size);
            picture.draw(svg, new Rectangle2D.Double(0, 0, size.width, size.height));
            try (Writer out = Files.newBufferedWriter(file)) {
                svg.stream(out, true);
            }
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Draws a group of bars for each row; the baseline is the line at 1. */
    private static JFreeChart ratios(Chart chart, Run run, List<String> rows) {
        DefaultStatisticalCategoryDataset bars = new DefaultStatisticalCategoryDataset();
        for (String row : rows) {
            List<String> variants = run.variants(row);
            for (String variant : variants) {
                Spread r = run.ratio(row, variant, variants.getFirst(), chart.figure());
                if (r != null) {
                    bars.add(r.median(), (r.highest() - r.lowest()) / 2, variant, row);
                }
            }
        }
        if (bars.getColumnCount() == 0) {
            return null;
        }
        JFreeChart picture = ChartFactory.createBarChart(chart.title(), null,
                "ratio: median; lines: half of lowest to highest", bars,
                PlotOrientation.VERTICAL, true, false, false);
        CategoryPlot plot = picture.getCategoryPlot();
        StatisticalBarRenderer renderer = new StatisticalBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setErrorIndicatorPaint(Color.DARK_GRAY);
        plot.setRenderer(renderer);
        style(picture);
        plot.addRangeMarker(new ValueMarker(1, Color.BLACK, new BasicStroke(1)));
        if (rows.size() > 5) {
            plot.getDomainAxis().setCategoryLabelPositions(CategoryLabelPositions.UP_45);
        }
        return picture;
    }

    /** Draws "one in how many is slower" to the right, so that all nines have the same width. */
    private static JFreeChart distribution(Chart chart, Run run, List<String> rows) {
        XYSeriesCollection lines = new XYSeriesCollection();
        for (String row : rows) {
            for (String variant : run.variants(row)) {
                XYSeries line = new XYSeries(rows.size() > 1 ? row + ", " + variant : variant);
                for (String p : List.of("10", "25", "50", "75", "90", "99", "99.9", "99.99")) {
                    Spread s = run.spread(row, variant, "p" + p);
                    if (s != null) {
                        line.add(1 / (1 - Double.parseDouble(p) / 100), s.median() / 1_000);
                    }
                }
                add(lines, line);
            }
        }
        return lines(chart, lines, "one in so many is slower (2: p50; 100: p99)", "us");
    }

    /** Draws rows that start with a number, such as "1,000 threads". */
    private static JFreeChart scaling(Chart chart, Run run, List<String> rows) {
        XYSeriesCollection lines = new XYSeriesCollection();
        for (String variant : rows.stream().flatMap(r -> run.variants(r).stream())
                .distinct().toList()) {
            XYSeries line = new XYSeries(variant);
            for (String row : rows) {
                Spread s = run.spread(row, variant, chart.figure());
                if (s != null && s.median() > 0) {
                    double x = Double.parseDouble(
                            row.replaceFirst("^([0-9,]+).*", "$1").replace(",", ""));
                    line.add(Math.max(x, 1), s.median()); // a logarithmic axis has no 0
                }
            }
            add(lines, line);
        }
        return rows.isEmpty() ? null : lines(chart, lines,
                rows.getFirst().replaceFirst("^[0-9,]+ *", ""), chart.figure());
    }

    private static void add(XYSeriesCollection lines, XYSeries line) {
        if (line.getItemCount() > 0) {
            lines.addSeries(line);
        }
    }

    private static JFreeChart lines(Chart chart, XYSeriesCollection lines, String x, String y) {
        if (lines.getSeriesCount() == 0) {
            return null;
        }
        JFreeChart picture = ChartFactory.createXYLineChart(chart.title(), x, y, lines,
                PlotOrientation.VERTICAL, true, false, false);
        XYPlot plot = picture.getXYPlot();
        plot.setRenderer(new XYLineAndShapeRenderer());
        plot.setDomainAxis(logarithmic(x));
        plot.setRangeAxis(logarithmic(y));
        style(picture);
        return picture;
    }

    static LogarithmicAxis logarithmic(String label) {
        LogarithmicAxis axis = new LogarithmicAxis(label); // the labels of LogAxis become paths
        axis.setStrictValuesFlag(false);
        axis.setExpTickLabelsFlag(false);
        axis.setNumberFormatOverride(
                new DecimalFormat("#,##0.#####", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        return axis;
    }

    static void style(JFreeChart picture) {
        StandardChartTheme theme = new StandardChartTheme("plain");
        theme.setExtraLargeFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        theme.setLargeFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        theme.setRegularFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        theme.setDrawingSupplier(new DefaultDrawingSupplier(COLOURS, COLOURS, COLOURS,
                DefaultDrawingSupplier.DEFAULT_STROKE_SEQUENCE,
                DefaultDrawingSupplier.DEFAULT_OUTLINE_STROKE_SEQUENCE,
                DefaultDrawingSupplier.DEFAULT_SHAPE_SEQUENCE));
        theme.setPlotBackgroundPaint(Color.WHITE);
        theme.setRangeGridlinePaint(Color.LIGHT_GRAY);
        theme.setDomainGridlinePaint(Color.LIGHT_GRAY);
        theme.apply(picture);
        picture.setAntiAlias(true);
    }
}
