/**
 * What lying workers send, and which workers lie in which step of an experiment.
 *
 * <p>Honest is an attack like the others, so that a worker has one path. An attack knows what a real adversary of its
 * class would know and nothing of the code or rule that is to bear it.
 */
package org.draco.codec.attack;
