/**
 * The parameter server's door: connections of workers, from bytes to the events that the step loop reads.
 *
 * <p>Start at {@link org.draco.am.link.ParameterServer}. The format of the bytes is {@code org.draco.codec.wire}'s; this
 * package knows Netty, and nothing of steps' meaning, of YARN or of HDFS. A worker whose bytes are wrong loses its
 * connection, and nobody else notices.
 *
 * <pre>
 *   connection --Challenge--> CHALLENGED --valid Hello, Welcome--> PROVEN --Ready--> MEMBER --close or bad bytes--> Lost
 *                                 +--anything else: closed, logged once
 * </pre>
 */
package org.draco.am.link;
