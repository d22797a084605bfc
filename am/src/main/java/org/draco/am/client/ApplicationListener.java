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
}
