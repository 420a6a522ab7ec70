// SPDX-License-Identifier: Apache-2.0

/**
 * Linux's {@code task_work} for the JVM's virtual threads: queue a callback on a thread; that
 * thread runs it the next time it resumes, or when it ends; {@link io.taskwork.Notify#SIGNAL} wakes
 * it for it at once.
 *
 * <table>
 *   <caption>Linux and here</caption>
 *   <tr><th>Linux</th><th>here</th><th>what differs</th></tr>
 *   <tr><td>{@code struct callback_head}</td><td>{@link io.taskwork.TaskWork}</td>
 *       <td>knows whether it is queued: a double add throws</td></tr>
 *   <tr><td>{@code task_work_add}</td><td>{@link io.taskwork.TaskWorks#add}</td>
 *       <td>works run first in, first out; false stands for -ESRCH</td></tr>
 *   <tr><td>{@code TWA_NONE, TWA_RESUME, TWA_SIGNAL}</td><td>{@link io.taskwork.Notify}</td>
 *       <td>SIGNAL does not end the blocking call</td></tr>
 *   <tr><td>{@code task_work_cancel}</td><td>{@link io.taskwork.TaskWork#cancel()}</td>
 *       <td>also takes back a work of a batch that is being drained</td></tr>
 *   <tr><td>{@code task_work_cancel_match}</td>
 *       <td>{@link io.taskwork.TaskWorks#cancelMatching}</td><td>the oldest match</td></tr>
 *   <tr><td>{@code task_work_run}</td><td>{@link io.taskwork.TaskWorks#run()}</td><td></td></tr>
 *   <tr><td>{@code task_work_pending}</td><td>{@link io.taskwork.TaskWorks#pending}</td>
 *       <td>false after exit</td></tr>
 *   <tr><td>{@code PF_EXITING}</td><td>{@link io.taskwork.TaskWorks#exiting()}</td><td></td></tr>
 * </table>
 */
package io.taskwork;
