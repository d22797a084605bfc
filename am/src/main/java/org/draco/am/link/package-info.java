/**
 * The parameter server's door: connections of workers, from bytes to the events that the step loop reads.
 *
 * <p>Start at {@link org.draco.am.link.ParameterServer}. The format of the bytes is {@code org.draco.codec.wire}'s; this
 * package knows Netty, and nothing of steps' meaning, of YARN or of HDFS. A worker whose bytes are wrong loses its
 * connection, and nobody else notices.
 *
 * <pre>
 *   connection --Challenge--> STRANGER --valid Hello, Welcome--> PROVEN --Ready--> READY --open--> MEMBER --+--> Lost
 *                                +--anything else, too late, too many: closed, logged once                  |
 *                                                     bad bytes, more than was asked, too slow, too often --+
 *
 *   {@link org.draco.am.link.Entrance}     port and threads           {@link org.draco.am.link.Lobby}         connections without a proof
 *   {@link org.draco.am.link.FrameReader}  bytes to frames            {@link org.draco.am.link.Members}       who is proven, who takes part
 *   {@link org.draco.am.link.WorkerConnection}  frames to states      {@link org.draco.am.link.AnswerIntake}  what members say
 *   {@link org.draco.am.link.EventQueue}   what the loop reads        {@link org.draco.am.link.Limits}        how much of all this
 * </pre>
 */
package org.draco.am.link;
