package org.draco.am.client;

/** Hears how an application stands while somebody follows it, whatever it is for, on the thread that follows. */
public interface ApplicationListener {

    /**
     * The application's state is new; the first call tells the first state.
     *
     * @param detail YARN's word on it, perhaps of several lines, perhaps empty: why it waits, how it ended
     */
    default void state(TrainingState state, String detail) {}

    /** An ApplicationMaster runs, and this is the application's page; said again if another one takes over. */
    default void page(String url) {}

    /**
     * How far it is, as its ApplicationMaster has told YARN; said again and again while it runs.
     *
     * @param share from 0 to 1; 0 also of one that has not told yet
     */
    default void progress(double share) {}
}
