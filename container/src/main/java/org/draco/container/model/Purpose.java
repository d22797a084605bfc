package org.draco.container.model;

/** What a network is made for. */
enum Purpose {
    /** To be read and saved: exactly what its configuration says. */
    KEEPING,

    /** To be computed with: {@link Tuning} has put faster layers in the place of some. */
    COMPUTING
}
