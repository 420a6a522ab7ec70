// SPDX-License-Identifier: Apache-2.0

/**
 * Linux's {@code task_work} for the JVM's virtual threads: queue a callback on a thread, and that
 * thread runs it the next time it resumes, or when it ends; {@link io.taskwork.Notify#SIGNAL} wakes
 * the thread to run it at once.
 *
 * <table class="striped">
 *   <caption>Linux and here</caption>
 *   <tr><th>Linux</th><th>here</th><th>what differs</th></tr>
 *   <tr><td>{@code struct callback_head}</td><td>{@link io.taskwork.TaskWork}</td>
 *       <td>knows whether it is queued: a double add throws</td></tr>
 *   <tr><td>{@code task_work_add}</td><td>{@link io.taskwork.TaskWorks#add}</td>
 *       <td>works run first in, first out; false stands for {@code -ESRCH}</td></tr>
 *   <tr><td>{@code TWA_NONE, TWA_RESUME, TWA_SIGNAL}</td><td>{@link io.taskwork.Notify}</td>
 *       <td>SIGNAL does not end the blocking call</td></tr>
 *   <tr><td>{@code task_work_cancel}</td><td>{@link io.taskwork.TaskWork#cancel()}</td>
 *       <td>also takes back a work of a batch that is being drained</td></tr>
 *   <tr><td>{@code task_work_cancel_match}</td>
 *       <td>{@link io.taskwork.TaskWorks#cancelMatching}</td><td>the oldest match</td></tr>
 *   <tr><td>{@code task_work_cancel_match_all} (proposed)</td>
 *       <td>{@link io.taskwork.TaskWorks#cancelAllMatching}</td><td>one walk</td></tr>
 *   <tr><td>{@code struct file, get_file, get_file_rcu, fput}</td>
 *       <td>{@link io.taskwork.OwnedResource}</td>
 *       <td>of anything; the owner closes, or if it has exited who released last</td></tr>
 *   <tr><td>a flag beside the {@code callback_head}, as {@code IRQ_WORK_PENDING}</td>
 *       <td>{@link io.taskwork.TaskWorks#ensureQueued}</td><td>no lost run, no flag</td></tr>
 *   <tr><td>{@code task_work_run}</td><td>{@link io.taskwork.TaskWorks#run()}</td>
 *       <td>returns even if works add themselves again</td></tr>
 *   <tr><td>{@code task_work_pending}</td><td>{@link io.taskwork.TaskWorks#pending}</td>
 *       <td>false after exit</td></tr>
 *   <tr><td>{@code PF_EXITING}</td><td>{@link io.taskwork.TaskWorks#exiting()}</td><td></td></tr>
 *   <tr><td>{@code TWA_NONE} as an exit hook, as in {@code irq_thread}</td>
 *       <td>{@link io.taskwork.TaskWorks#onExit}</td>
 *       <td>at exit only; before {@code join} returns</td></tr>
 *   <tr><td>kernel threads, which never run works</td><td>carriers of virtual threads</td>
 *       <td>theirs run when they exit; other platform threads have run points, too</td></tr>
 *   <tr><td>a sleep that is not interruptible ({@code TASK_UNINTERRUPTIBLE})</td>
 *       <td>{@link io.taskwork.Reach}</td><td>says so, and which</td></tr>
 *   <tr><td>none: by hand, with a completion</td><td>{@link io.taskwork.TaskWorks#call}</td>
 *       <td>a future; two that wait for each other do not deadlock</td></tr>
 *   <tr><td>none: by hand, as in Landlock</td><td>{@link io.taskwork.TaskWorks#callAll}</td>
 *       <td>a future for each thread, also for those that exit meanwhile</td></tr>
 *   <tr><td>none</td><td>{@link io.taskwork.TaskWorks#executor}</td>
 *       <td>a thread for all that takes an executor</td></tr>
 *   <tr><td>none</td><td>{@link io.taskwork.TaskWorks#mask()}</td>
 *       <td>defers, never drops; nests; not inherited</td></tr>
 *   <tr><td>none</td><td>{@link io.taskwork.TaskWorks#add(Thread, io.taskwork.TaskWork,
 *       io.taskwork.Notify, java.time.Duration) add} with a duration</td>
 *       <td>becomes SIGNAL if it has not started in time</td></tr>
 * </table>
 */
@NullMarked
package io.taskwork;

import org.jspecify.annotations.NullMarked;
