package org.draco.am.step;

/** Training cannot go on; the message names the step, the group and the workers, and says what to do. */
public final class TrainingFailedException extends Exception {

    private static final long serialVersionUID = 1;

    /** @param message a diagnosis for the person who started the job */
    public TrainingFailedException(String message) {
        super(message);
    }

    /** More lie than the code bears: trying again would not change that. */
    static TrainingFailedException tooManyLiars(String why, int borne) {
        return new TrainingFailedException(
                "%s; metrics/steps.csv says who was caught before, and a new job bears more with a larger --declared-byz than %d"
                        .formatted(why, borne));
    }
}
