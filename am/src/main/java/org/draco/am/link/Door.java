package org.draco.am.link;

import java.util.Optional;
import org.draco.codec.wire.JobKey;

/**
 * Whom a parameter server lets in, and how.
 *
 * @param job the job's id, which workers must name
 * @param key from which the workers' secrets are derived
 * @param workers P; of each the first attempt is let in, until {@link ParameterServer#admit} says otherwise
 * @param identity what the server shows itself by, where connections are encrypted
 * @param limits what it bears
 */
public record Door(
        String job, JobKey key, int workers, Optional<ServerIdentity> identity, Limits limits) {}
