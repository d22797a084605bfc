package org.draco.am.link;

/**
 * Whom a parameter server lets in, and how.
 *
 * @param job the job's id, which workers must name
 * @param secrets the job's; where connections are encrypted, with an identity
 * @param workers P; of each the first attempt is let in, until {@link ParameterServer#admit} says otherwise
 * @param limits what it bears
 */
public record Door(String job, JobSecrets secrets, int workers, Limits limits) {}
