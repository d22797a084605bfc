package org.draco.am.step;

/** Who is told how training goes; called by the loop's thread, so it should not dawdle. */
public interface StepListener {

    /**
     * A step is over. It is told when the step after it has ended, so that late answers are judged too.
     *
     * @param report what it did
     */
    void stepEnded(StepReport report);

    /**
     * Something that a person should know although training goes on: a lost worker, a step tried again, machines that round
     * differently.
     */
    void notice(String message);
}
