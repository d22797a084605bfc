package org.draco.am.link;

import java.util.Optional;
import org.draco.codec.wire.JobKey;

/**
 * What the parameter servers of one job, one after another, know and nobody else does. None of it is ever shown.
 *
 * @param key from which the workers' secrets are derived
 * @param identity what the parameter server shows itself by, where connections are encrypted
 */
public record JobSecrets(JobKey key, Optional<ServerIdentity> identity) {}
