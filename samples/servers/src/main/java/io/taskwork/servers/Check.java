// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code Check [pairs [server...]]}: runs each server under the agent and under an empty one, both
 * at the same time, and measures them in alternating seconds. Then it runs the server under the
 * agent in a rain of SIGNALs and, for comparison, of interrupts. It exits with 1 if a request
 * failed under the agent, if no SIGNAL met a request, or if the interrupts caused no error, since
 * the check would then not notice any.
 */
final class Check {
    private static final long WARM_UP_MILLIS = 15_000L;
    private static final long WINDOW_MILLIS = 1_000L;
    private static final long RAIN_MILLIS = 5_000L;

    /** Far below what is documented, and far above what a hang or a spin would leave. */
    private static final double LOWEST_RATIO = 0.5;

    private final List<String> failures = new ArrayList<>();

    private Check() {}

    public static void main(String[] args) throws Exception {
        int pairs = args.length > 0 ? pairs(args[0]) : 15;
        List<String> servers = args.length > 1
                ? Arrays.asList(args).subList(1, args.length) : ServerProcess.NAMES;
        servers.forEach(ServerProcess::requireKnown);
        Check check = new Check();
        for (String server : servers) {
            check.pairs(server, pairs);
            check.rain(server);
            check.interrupts(server);
        }
        check.failures.forEach(failure -> System.out.println("FALSE: " + failure));
        if (!check.failures.isEmpty()) {
            System.exit(1);
        }
        System.out.println("No request failed under the agent, with or without a rain of SIGNALs.");
    }

    private static int pairs(String text) {
        return text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text)
                : ServerProcess.exit("pairs must be a number from 1 to 9999, not '" + text + "'");
    }

    private void pairs(String server, int pairs) throws Exception {
        Series empty = new Series();
        Series taskwork = new Series();
        try (ServerProcess plain = ServerProcess.start(server, Built.emptyAgent());
                ServerProcess woven = ServerProcess.start(server, Built.taskworkAgent())) {
            expectNone(server, Trial.of(plain, () -> Thread.sleep(WARM_UP_MILLIS)));
            expectNone(server, Trial.of(woven, () -> Thread.sleep(WARM_UP_MILLIS)));
            for (int i = 0; i < pairs; i++) {
                if (i % 2 == 0) {
                    empty.add(window(server, plain));
                    taskwork.add(window(server, woven));
                } else {
                    taskwork.add(window(server, woven));
                    empty.add(window(server, plain));
                }
            }
        }
        say("%-8s empty agent: %,7.0f requests/s, %4.0f us of CPU each", server, empty.rate(),
                empty.cpuMicros());
        say("%-8s taskwork:    %,7.0f requests/s, %4.0f us of CPU each in %,d requests",
                server, taskwork.rate(), taskwork.cpuMicros(), taskwork.answers());
        double[] rates = taskwork.ratesTo(empty);
        double[] costs = taskwork.costsTo(empty);
        say("%-8s ratio of requests/s %.2f (half of the %d pairs: %.2f to %.2f); of CPU %.2f",
                server, rates[pairs / 2], pairs, rates[pairs / 4], rates[pairs - 1 - pairs / 4],
                costs[pairs / 2]);
        switch (Judgement.of(rates, LOWEST_RATIO)) {
            case TOO_LITTLE -> failures.add(server + " serves too little under the agent");
            case TOO_NOISY -> say("%-8s too noisy to tell whether it serves enough; more pairs, or"
                    + " a quiet machine", server);
            case ENOUGH -> {}
        }
    }

    private Trial window(String server, ServerProcess process) throws Exception {
        Trial trial = Trial.of(process, () -> Thread.sleep(WINDOW_MILLIS));
        expectNone(server, trial);
        return trial;
    }

    private void rain(String server) throws Exception {
        try (ServerProcess process = ServerProcess.start(server, Built.taskworkAgent())) {
            Rainfall[] rain = new Rainfall[1];
            Trial trial = Trial.of(process, () -> rain[0] = Rainfall.on(process, RAIN_MILLIS));
            say("%-8s rain: errors %d in %,d requests; %,d SIGNALs, %,d callbacks, %,d of them in"
                    + " the middle of a request", server, trial.errors(), trial.answers(),
                    rain[0].sent(), rain[0].ran(), rain[0].ranInRequest());
            expectNone(server + " in the rain", trial);
            if (rain[0].ranInRequest() == 0L) {
                failures.add("no SIGNAL met a request of " + server);
            }
        }
    }

    private void interrupts(String server) throws Exception {
        try (ServerProcess process = ServerProcess.start(server, Built.taskworkAgent())) {
            Rainfall[] rain = new Rainfall[1];
            Trial trial = Trial.of(process, () -> rain[0] = Rainfall.ofInterrupts(process, 1_000L));
            say("%-8s the same with interrupts: errors %,d in %,d requests; %,d interrupts", server,
                    trial.errors(), trial.answers() + trial.errors(), rain[0].sent());
            if (trial.errors() == 0L) {
                failures.add("interrupts broke no request of " + server
                        + "; the load would not notice errors");
            }
        }
    }

    private void expectNone(String server, Trial trial) {
        if (trial.answers() == 0L) {
            failures.add(server + " answered nothing");
        }
        if (trial.errors() != 0L) {
            failures.add(server + ": " + trial.errors() + " errors; " + trial.firstError());
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
