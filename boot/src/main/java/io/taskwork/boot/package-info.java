// SPDX-License-Identifier: Apache-2.0

/**
 * The runtime, in the boot loader: what woven code of {@code java.base} and every copy of the API
 * call. It is one package because package-private access is its safety: only the door and the
 * methods that woven code calls are public. This is its map.
 *
 * <p><b>The door.</b> {@link io.taskwork.boot.Entry} has the methods that the API calls, with the
 * numbers of {@link io.taskwork.boot.Ordinals}; {@link io.taskwork.boot.Woven} knows who wove the
 * hooks; {@link io.taskwork.boot.RuntimeClasses} lists the classes.
 *
 * <p><b>Adders</b>, on any thread. {@link io.taskwork.boot.Adds} queues a work and marks the
 * thread; {@link io.taskwork.boot.Wakes} brings the thread to a run point, a parked virtual thread
 * by {@link io.taskwork.boot.Resume}; {@link io.taskwork.boot.Escalations}, with {@link
 * io.taskwork.boot.EscalationHeap}, turns an add into a SIGNAL when its time has come. {@link
 * io.taskwork.boot.Keeper} completes later what could not be completed at once: {@link
 * io.taskwork.boot.LateWakes} and passed turns.
 *
 * <p><b>Run points</b>, on the thread itself. {@link io.taskwork.boot.RunPoints} are those of
 * {@code VirtualThread} and {@code Thread}, {@link io.taskwork.boot.PlatformParks} those of {@code
 * LockSupport} on platform threads, {@link io.taskwork.boot.MonitorWaits} those of {@code
 * Object.wait}, {@link io.taskwork.boot.Joins} those of {@code Thread.join}, {@link
 * io.taskwork.boot.Poll} those of computing code. {@link io.taskwork.boot.Parks} decides by the
 * blocker how works run at a park: {@link io.taskwork.boot.Places} in a lock's queue, together with
 * {@link io.taskwork.boot.Acquires}, or {@link io.taskwork.boot.Exchanges}. {@link
 * io.taskwork.boot.Drain} runs the works, and {@link io.taskwork.boot.LastDrain} those that are
 * left when the thread ends. Around them it keeps what the thread's own code must find again:
 * {@link io.taskwork.boot.BlockedCall}, {@link io.taskwork.boot.Interrupts}, {@link
 * io.taskwork.boot.Scopes}, {@link io.taskwork.boot.SelectorCloses}. {@link
 * io.taskwork.boot.Masks} turns run points off.
 *
 * <p><b>The queue.</b> A {@link io.taskwork.boot.Work} with its {@link io.taskwork.boot.Posting}
 * is in the {@link io.taskwork.boot.WorkQueue} of a {@link io.taskwork.boot.Target}. The queue is
 * a {@link io.taskwork.boot.WorkList}, from which its thread takes works in {@link
 * io.taskwork.boot.Rounds} and {@link io.taskwork.boot.Batches}, with {@link
 * io.taskwork.boot.HookList} for exit hooks, {@link io.taskwork.boot.Walk} for cancelling by match
 * and one {@link io.taskwork.boot.SpinLock} for all of it. The thread finds its queue by {@link
 * io.taskwork.boot.Slot}, or, if it is older than the agent, by {@link
 * io.taskwork.boot.OlderThreads}. {@link io.taskwork.boot.StackRoom} keeps a full stack out of the
 * middle of a step.
 *
 * <p><b>Views of the JDK.</b> {@link io.taskwork.boot.VirtualThreads} and {@link
 * io.taskwork.boot.Threads} read and resume threads; {@link io.taskwork.boot.HiddenMethods} calls
 * methods of the JDK that are not public; {@link io.taskwork.boot.LockQueue} and {@link
 * io.taskwork.boot.ConditionQueue} are the queues of {@code java.util.concurrent.locks} as seen
 * from outside; {@link io.taskwork.boot.Awaits}, {@link io.taskwork.boot.Signals} and {@link
 * io.taskwork.boot.Leaders} pass on what a busy thread has received; {@link
 * io.taskwork.boot.Reaches} says whether a SIGNAL would reach a thread.
 *
 * <p><b>Telemetry.</b> {@link io.taskwork.boot.Telemetry} with {@link io.taskwork.boot.Counters},
 * {@link io.taskwork.boot.Backlogs} and {@link io.taskwork.boot.Events}; {@link
 * io.taskwork.boot.Trace} with {@link io.taskwork.boot.AddedHere}; {@link
 * io.taskwork.boot.PolledCode}; {@link io.taskwork.boot.RunPoint} numbers the places.
 *
 * <p>Code here may run while a thread mounts, parks, or has little stack left. Therefore it loads
 * no class, links no lambda and no string concatenation, takes no lock that parks, and calls no
 * method of a thread that a program can override.
 */
package io.taskwork.boot;
