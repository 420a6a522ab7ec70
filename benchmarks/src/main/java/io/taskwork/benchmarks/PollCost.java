// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import com.acme.compute.Catalogue;
import com.acme.compute.Loops;
import com.acme.compute.Quicksort;
import com.acme.compute.Words;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.taskwork.TaskWorks;
import io.taskwork.benchmarks.Bench.Jmh;
import io.taskwork.benchmarks.Run.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.RunnerException;
import tools.jackson.databind.json.JsonMapper;

/** What poll points that never find a work cost in libraries, programs and loops. */
@BenchmarkMode(Mode.SampleTime)
@Warmup(iterations = 6, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class PollCost extends PerOperation {
    /** The classes that get poll points: those of the programs and of the libraries. */
    private static final String NAMES = "com.acme.compute:tools.jackson:com.google.re2j";

    private static final String WITHOUT = "without poll points";
    private static final String WITH = "with poll points";

    private static final int SIZE = 100_000;
    private static final int WORDS = 20_000;
    private static final int ITEMS = 200;

    /** Enough for an invocation to be long in comparison with reading the clock. */
    private static final int OPS = 10;

    private static final int FINDS = 1_000;

    /** A row: the method and the highest ratio that is allowed, or 0 if there is no limit. */
    private record Row(String method, double goal) {}

    private static final Map<String, Row> ROWS = new LinkedHashMap<>();

    static {
        ROWS.put("JSON read, Jackson", new Row("jsonRead", 1.05));
        ROWS.put("JSON written, Jackson", new Row("jsonWrite", 1.05));
        ROWS.put("regular expression, RE2/J", new Row("regularExpression", 1.05));
        ROWS.put("word count", new Row("wordCount", 1.05));
        ROWS.put("quicksort", new Row("quicksort", 1.05));
        ROWS.put("sum of an int[]", new Row("sum", 1.3));
        ROWS.put("an int[] added to another", new Row("add", 0));
        ROWS.put("hash of a byte[]", new Row("hash", 0));
        ROWS.put("sum of an int[], downwards", new Row("sumDown", 0));
        ROWS.put("binary search", new Row("find", 0));
        ROWS.put("dot product of 8", new Row("dot", 0));
        ROWS.put("recursive Fibonacci", new Row("fibonacci", 0));
    }

    @Param({"false", "true"})
    boolean polls;

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final Pattern links = Pattern.compile("(\\w+)://([^/ ]+)(/\\S*)?");
    private Catalogue catalogue;
    private byte[] json;
    private String text;
    private String page;
    private int[] numbers;
    private int[] others;
    private int[] sorted;
    private byte[] bytes;

    @Override
    public String name() {
        return "poll";
    }

    @Override
    public String about() {
        return """
                Polls: what they cost that find nothing
                Each row runs in JVMs with the agent, in turn without poll points and with them in
                the program's classes, Jackson and RE2/J (`poll=%s`). Of samples the fastest
                hundredth counts; *mean* is the mean of all of them. The rows from the sum on are
                loops of a few instructions, and are there to be reported; see
                [poll.md](poll.md#what-it-costs).
                """.formatted(NAMES);
    }

    @Override
    public void measure(Bench bench) throws RunnerException {
        String agent = AgentJars.taskwork();
        List<Jmh> variants = List.of(
                new Jmh(WITHOUT, o -> o.jvmArgsAppend(agent).param("polls", "false")),
                new Jmh(WITH, o -> o.jvmArgsAppend(agent + "=poll=" + NAMES)
                        .param("polls", "true")));
        for (Map.Entry<String, Row> row : ROWS.entrySet()) {
            boolean limited = row.getValue().goal() > 0;
            bench.compare(row.getKey(), limited ? bench.rounds(2, 4) : bench.rounds(1, 1),
                    o -> o.include("\\."
                    + PollCost.class.getSimpleName() + "\\." + row.getValue().method() + "$"),
                    variants);
        }
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("ns", "us/op", 1_000), new Column("mean", "mean", 1_000),
                new Column("bytes", "B/op", 1));
    }

    @Override
    public List<Chart> charts() {
        return List.of(new Chart("poll", Kind.RATIOS, "Poll points: time against none", ".*", "ns"));
    }

    @Override
    public List<Goal> goals(Run run) {
        List<Goal> goals = new ArrayList<>();
        ROWS.forEach((title, row) -> {
            if (row.goal() > 0) {
                Spread ratio = run.ratio(title, WITH, WITHOUT, "ns");
                goals.add(Goal.atMost("%s: at most %s of none".formatted(title, row.goal()),
                        row.goal(), ratio == null ? null : ratio.median()));
            }
        });
        return goals;
    }

    /** Makes the data, and checks that this JVM has polls if the variant says so. */
    @Setup
    public void create() {
        Random random = new Random(1);
        catalogue = Catalogue.of(random, ITEMS);
        json = mapper.writeValueAsBytes(catalogue);
        numbers = random.ints(SIZE).toArray();
        others = random.ints(SIZE).toArray();
        sorted = numbers.clone();
        Quicksort.sort(sorted);
        bytes = new byte[SIZE];
        random.nextBytes(bytes);
        StringBuilder words = new StringBuilder();
        StringBuilder places = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            int word = random.nextInt(2_000);
            words.append((char) ('a' + word % 26)).append((char) ('a' + word / 26 % 26))
                    .append((char) ('a' + word / 676)).append(i % 10 == 0 ? ", " : " ");
        }
        for (int i = 0; i < ITEMS; i++) {
            places.append("see http://host-").append(random.nextInt(SIZE))
                    .append(".example/a/b?c=").append(i).append(" or not; ");
        }
        text = words.toString();
        page = places.toString();
        check();
    }

    private void check() {
        require(Arrays.equals(sorted, Arrays.stream(numbers).sorted().toArray()), "not sorted");
        require(mapper.readValue(json, Catalogue.class).equals(catalogue), "other JSON");
        require(regularExpression() == ITEMS, "not all links");
        require(wordCount().values().stream().mapToInt(n -> n).sum() == WORDS, "not all words");
        require(Loops.find(sorted, sorted[7]) >= 0, "not found");
        String reason = TaskWorks.status().reason();
        require(reason.matches(".*\\b[1-9]\\d* poll points in .*") == polls, reason);
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalStateException(complaint);
        }
    }

    @Benchmark
    public Catalogue jsonRead() {
        return mapper.readValue(json, Catalogue.class);
    }

    @Benchmark
    public byte[] jsonWrite() {
        return mapper.writeValueAsBytes(catalogue);
    }

    @Benchmark
    public int regularExpression() {
        int found = 0;
        for (Matcher matcher = links.matcher(page); matcher.find(); ) {
            found++;
        }
        return found;
    }

    @Benchmark
    public Map<String, Integer> wordCount() {
        return Words.count(text);
    }

    @Benchmark
    public int[] quicksort() {
        int[] copy = numbers.clone();
        Quicksort.sort(copy);
        return copy;
    }

    @Benchmark
    @OperationsPerInvocation(OPS)
    public void sum(Blackhole blackhole) {
        for (int i = 0; i < OPS; i++) {
            blackhole.consume(Loops.sum(numbers));
        }
    }

    @Benchmark
    @OperationsPerInvocation(OPS)
    public int[] add() {
        for (int i = 0; i < OPS; i++) {
            Loops.add(others, numbers);
        }
        return others;
    }

    @Benchmark
    public int hash() {
        return Loops.hash(bytes);
    }

    @Benchmark
    @OperationsPerInvocation(OPS)
    public void sumDown(Blackhole blackhole) {
        for (int i = 0; i < OPS; i++) {
            blackhole.consume(Loops.sumDown(numbers));
        }
    }

    @Benchmark
    @OperationsPerInvocation(FINDS)
    public void find(Blackhole blackhole) {
        for (int i = 0; i < FINDS; i++) {
            blackhole.consume(Loops.find(sorted, numbers[i]));
        }
    }

    @Benchmark
    @OperationsPerInvocation(FINDS)
    public void dot(Blackhole blackhole) {
        for (int i = 0; i < FINDS; i++) {
            blackhole.consume(Loops.dot(numbers, others, i));
        }
    }

    @Benchmark
    public int fibonacci() {
        return Loops.fibonacci(20);
    }
}
