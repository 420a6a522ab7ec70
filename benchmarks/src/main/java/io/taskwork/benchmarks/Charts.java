// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Experiment.Chart;
import io.taskwork.benchmarks.Run.Spread;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The figures of a run as pictures. */
final class Charts {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;

    private Charts() {}

    /** Writes {@code <file>.svg} into the folder; false if the run has nothing to draw. */
    static boolean draw(Chart chart, Run run, Path folder) throws IOException {
        List<String> rows = run.rows().stream().filter(r -> r.matches(chart.rows())).toList();
        org.knowm.xchart.internal.chartpart.Chart<?, ?> picture = switch (chart.kind()) {
            case RATIOS -> ratios(chart, run, rows);
            case DISTRIBUTION -> distribution(chart, run, rows);
            case SCALING -> scaling(chart, run, rows);
        };
        if (picture.getSeriesMap().isEmpty()) {
            return false;
        }
        Files.createDirectories(folder);
        Path file = folder.resolve(chart.file() + ".svg");
        VectorGraphicsEncoder.saveVectorGraphic(
                picture, file.toString(), VectorGraphicsFormat.SVG);
        return true;
    }

    /** A group of bars for each row; the baseline is the line at 1. */
    private static CategoryChart ratios(Chart chart, Run run, List<String> rows) {
        CategoryChart picture = new CategoryChartBuilder().width(WIDTH).height(HEIGHT)
                .title(chart.title()).yAxisTitle("ratio; bars: median, lines: lowest to highest")
                .build();
        style(picture.getStyler());
        picture.getStyler().setAvailableSpaceFill(0.8).setXAxisLabelRotation(rows.size() > 4 ? 20 : 0);
        List<String> variants = rows.stream()
                .flatMap(r -> run.variants(r).stream()).distinct().toList();
        for (String variant : variants) {
            List<Double> heights = new ArrayList<>();
            List<Double> errors = new ArrayList<>();
            for (String row : rows) {
                Spread r = run.ratio(row, variant, run.variants(row).getFirst(), chart.figure());
                heights.add(r == null ? 0 : r.median());
                errors.add(r == null ? 0 : (r.highest() - r.lowest()) / 2);
            }
            if (heights.stream().anyMatch(h -> h > 0)) {
                picture.addSeries(variant, rows, heights, errors);
            }
        }
        return picture;
    }

    /** To the right the share of all, so that each nine is as wide as the one before. */
    private static XYChart distribution(Chart chart, Run run, List<String> rows) {
        XYChart picture = lines(chart, "percentile, as 1 in n that are slower", "us");
        for (String row : rows) {
            for (String variant : run.variants(row)) {
                List<Double> x = new ArrayList<>();
                List<Double> y = new ArrayList<>();
                for (String p : List.of("10", "25", "50", "75", "90", "99", "99.9", "99.99")) {
                    Spread s = run.spread(row, variant, "p" + p);
                    if (s != null) {
                        x.add(1 / (1 - Double.parseDouble(p) / 100));
                        y.add(s.median() / 1_000);
                    }
                }
                add(picture, rows.size() > 1 ? row + ", " + variant : variant, x, y);
            }
        }
        return picture;
    }

    /** Rows that are numbers, or that start with one, such as "1,000 threads". */
    private static XYChart scaling(Chart chart, Run run, List<String> rows) {
        XYChart picture = lines(chart, rows.isEmpty() ? "" : rows.getFirst()
                .replaceFirst("^[0-9,]+ *", ""), chart.figure());
        List<String> variants = rows.stream()
                .flatMap(r -> run.variants(r).stream()).distinct().toList();
        for (String variant : variants) {
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            for (String row : rows) {
                Spread s = run.spread(row, variant, chart.figure());
                if (s != null && s.median() > 0) {
                    x.add(Math.max(0.5, Double.parseDouble(
                            row.replaceFirst("^([0-9,]+).*", "$1").replace(",", ""))));
                    y.add(s.median());
                }
            }
            add(picture, variant, x, y);
        }
        return picture;
    }

    private static XYChart lines(Chart chart, String x, String y) {
        XYChart picture = new XYChartBuilder().width(WIDTH).height(HEIGHT)
                .title(chart.title()).xAxisTitle(x).yAxisTitle(y).build();
        style(picture.getStyler());
        picture.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        return picture;
    }

    private static void add(XYChart picture, String name, List<Double> x, List<Double> y) {
        if (!x.isEmpty()) {
            picture.addSeries(name, x, y).setMarker(SeriesMarkers.CIRCLE);
        }
    }

    private static void style(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideE)
                .setPlotBorderVisible(false);
    }
}
