package org.draco.am.step.simulation;

/** What holds after every event of every run, whatever workers and network do. */
enum Invariant {
    /** An applied gradient is the honest one as far as the code promises, while the lies and losses it came from are as the code bears. */
    HONEST_GRADIENT,
    /** What the decoder of the step has decoded is what is applied, and it never changes its mind. */
    DECODED_IS_APPLIED,
    /** No answer of another step or rank, and no lost label, reaches the decoder of a step. */
    ANSWERS_ARE_OF_THE_STEP,
    /** Nothing that an expelled worker says reaches the decoder of a step that began after it was expelled. */
    EXPELLED_ARE_NOT_HEARD,
    /** Who is gone or expelled is lost to every step at once, and is asked for nothing. */
    GONE_ARE_NOT_AWAITED,
    /** Nobody is lost to a step as late before the whole time of a step has passed since it was asked. */
    EVERY_ASK_HAS_ITS_TIME,
    /** What a worker was asked for is asked again when it joins anew. */
    ASKS_OUTLIVE_CONNECTIONS,
    /** A step has thirty tries at most: two for each worker's silence, one for each loss in it or before; it fails for silence only after three. */
    TRIES_ARE_COUNTED,
    /** While the code's conditions hold nobody is named who has not lied in that step. */
    ONLY_LIARS_ARE_NAMED,
    /** A vote in which more members disagree than may lie ends the training. */
    BROKEN_VOTES_ARE_TOLD,
    /** Steps come in order, each from the model and the exponents that the one before left. */
    STEPS_FOLLOW_EACH_OTHER,
    /** Each step has one row, in order, and checkpoints are those of the plan. */
    RECORDS_ARE_COMPLETE,
    /** The loop ends every step within a bound of virtual time, and waits only for times that pass. */
    NEVER_HANGS,
    /** When the world says that it is hopeless, the loop says so and does nothing more. */
    HOPELESS_ENDS_IT,
    /** Training that ends early says in which step, or which workers never came. */
    FAILURES_ARE_NAMED,
    /** A run in which every step has lies and losses as the code bears them goes to its end. */
    BEARABLE_RUNS_SUCCEED;

    /** Fails the run if this does not hold. */
    void require(boolean holds, String found, Object... details) {
        if (!holds) {
            throw new AssertionError(this + ": " + found.formatted(details));
        }
    }
}
