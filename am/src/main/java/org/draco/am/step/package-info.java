/**
 * The synchronous training loop; one thread owns it, so nothing here is synchronized. Start at {@link
 * org.draco.am.step.TrainingLoop}.
 *
 * <pre>
 *   GATHER --all joined or lost--> BROADCAST --sent--> COLLECT --decoded--> APPLY --step + 1--> BROADCAST
 *     |                               ^                   |                    +-> every k steps: checkpoint
 *     |                               +--TooFewAnswers----+--Undecodable--> training fails, naming step and group
 *     +--some missing at the deadline--> training fails, naming them
 * </pre>
 *
 * The loop knows no YARN, no sockets, no file system and no clock of its own: link, checkpoints, listener and clock come in
 * as small interfaces, so the same loop runs in the ApplicationMaster, in {@code simulate} and in tests with a hand-moved
 * clock.
 */
package org.draco.am.step;
