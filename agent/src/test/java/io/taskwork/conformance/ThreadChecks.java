// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import static io.taskwork.conformance.Scope.SHORT_NANOS;
import static io.taskwork.conformance.Scope.equal;
import static io.taskwork.conformance.Scope.require;
import static io.taskwork.conformance.Scope.throwing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks of threads themselves: sleep, join, interrupts, locals, monitors. */
final class ThreadChecks {
    private ThreadChecks() {}

    static void addTo(List<Check> checks) {
        sleepAndJoin(checks);
        life(checks);
        monitors(checks);
    }

    private static void sleepAndJoin(List<Check> checks) {
        checks.add(new Check("sleep sleeps its time", s -> {
            s.timesOut(null, () -> {
                Thread.sleep(Duration.ofNanos(SHORT_NANOS));
                return null;
            });
            s.timesOut(null, () -> {
                Thread.sleep(SHORT_NANOS / 1_000_000);
                return null;
            });
        }));
        checks.add(new Check("sleep is interrupted", s -> {
            s.interruptible(() -> {
                Thread.sleep(Long.MAX_VALUE);
                return null;
            });
            s.interruptedBefore(() -> {
                Thread.sleep(Long.MAX_VALUE);
                return null;
            });
            s.interruptedBefore(() -> {
                Thread.sleep(0);
                return null;
            });
        }));
        checks.add(new Check("join waits for the end, is interrupted, times out", s -> {
            boolean[] go = {false};
            Subject other = s.blocked(() -> {
                synchronized (go) {
                    while (!go[0]) {
                        go.wait();
                    }
                }
                return null;
            });
            s.interruptible(() -> {
                other.thread.join();
                return null;
            });
            s.timesOut(false, () -> other.thread.join(Duration.ofNanos(SHORT_NANOS)));
            Subject joiner = s.blocked(() -> {
                other.thread.join();
                return other.thread.getState();
            });
            synchronized (go) {
                go[0] = true;
                go.notifyAll();
            }
            equal(Thread.State.TERMINATED, joiner.result());
        }));
    }

    private static void life(List<Check> checks) {
        checks.add(new Check("interrupted clears, isInterrupted does not", s -> {
            equal(true, s.start(() -> {
                Thread self = Thread.currentThread();
                require(!Thread.interrupted(), "before");
                self.interrupt();
                Thread.yield();
                require(self.isInterrupted() && self.isInterrupted(), "set");
                Thread.yield();
                return Thread.interrupted() && !Thread.interrupted();
            }).result());
        }));
        checks.add(new Check("an interrupt comes once", s -> {
            Subject subject = s.start(() -> {
                int seen = 0;
                for (int i = 0; i < 20; i++) {
                    try {
                        Thread.sleep(1);
                    } catch (InterruptedException e) {
                        seen++;
                    }
                }
                return seen;
            });
            s.until("sleeps", subject::isBlocked);
            subject.thread.interrupt();
            equal(1, subject.result());
        }));
        checks.add(new Check("thread locals and scoped values stay", s -> {
            ThreadLocal<Integer> local = new ThreadLocal<>();
            Scoped scoped = Scoped.newInstance();
            List<Subject> subjects = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int mine = i;
                subjects.add(s.start(() -> {
                    scoped.runWhere(mine, () -> {
                        local.set(mine);
                        for (int round = 0; round < 50; round++) {
                            Thread.yield();
                            equal(mine, local.get());
                            equal(mine, scoped.get());
                        }
                    });
                    return null;
                }));
            }
            s.results(subjects);
        }));
        checks.add(new Check("an uncaught exception is handled once", s -> {
            AtomicInteger handled = new AtomicInteger();
            Thread thread = Thread.ofVirtual().unstarted(() -> {
                Thread.yield();
                throw new IllegalStateException("mine");
            });
            thread.setUncaughtExceptionHandler((t, e) -> {
                require(t == Thread.currentThread(), "on another thread");
                handled.incrementAndGet();
            });
            s.rain(thread);
            thread.start();
            thread.join();
            equal(1, handled.get());
        }));
        checks.add(new Check("a thread is started once", s -> {
            Subject subject = s.start(() -> null);
            throwing(IllegalThreadStateException.class, subject.thread::start);
            subject.result();
            throwing(IllegalThreadStateException.class, subject.thread::start);
            require(!subject.thread.isAlive(), "alive");
        }));
    }

    private static void monitors(List<Check> checks) {
        checks.add(new Check("synchronized excludes", s -> {
            Object monitor = new Object();
            int[] count = {0};
            s.results(s.start(4, () -> {
                for (int i = 0; i < 60; i++) {
                    synchronized (monitor) {
                        int before = count[0];
                        Thread.yield();
                        count[0] = before + 1;
                    }
                }
                return null;
            }));
            equal(240, count[0]);
        }));
        checks.add(new Check("wait and notify: no notify is lost", s -> {
            int[] next = {0};
            List<Subject> players = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int mine = i;
                players.add(s.start(() -> {
                    for (int round = 0; round < 100; round++) {
                        synchronized (next) {
                            while (next[0] % 2 != mine) {
                                next.wait();
                            }
                            next[0]++;
                            next.notify();
                        }
                    }
                    return null;
                }));
            }
            s.results(players);
            equal(200, next[0]);
        }));
        checks.add(new Check("wait holds the monitor again, and is interrupted", s -> {
            Object monitor = new Object();
            Subject subject = s.blocked(() -> {
                synchronized (monitor) {
                    for (;;) {
                        try {
                            monitor.wait();
                        } catch (InterruptedException e) {
                            return Thread.holdsLock(monitor);
                        }
                    }
                }
            });
            subject.thread.interrupt();
            equal(true, subject.result());
            require(!subject.wasInterrupted(), "the status is set");
            throwing(IllegalMonitorStateException.class, monitor::wait);
        }));
        checks.add(new Check("wait with a limit ends", s -> {
            Object monitor = new Object();
            s.timesOut(null, () -> {
                long end = System.nanoTime() + SHORT_NANOS;
                synchronized (monitor) {
                    for (long left; (left = end - System.nanoTime()) > 0; ) {
                        monitor.wait(left / 1_000_000, (int) (left % 1_000_000));
                    }
                }
                return null;
            });
        }));
    }
}
