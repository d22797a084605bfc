package org.draco.am.link;

import org.draco.codec.wire.FrameCutter;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.JobVectors;

/**
 * What a parameter server bears of those who connect; {@code docs/security.md} has the whole table.
 *
 * @param helloSeconds within which a connection must prove whose it is
 * @param readySeconds within which a worker that has proven who it is must be ready
 * @param stallSeconds within which a frame that has begun must end, and what is sent must be taken
 * @param strangers connections at once that have proven nothing yet
 * @param strangersPerAddress the same, from one address
 */
public record Limits(
        int helloSeconds,
        int readySeconds,
        int stallSeconds,
        int strangers,
        int strangersPerAddress) {

    /** A worker may come back so often at once, as it does when the network fails or it is restarted ... */
    static final int ENTRIES = 8;

    /** ... and once more each time so long has passed. */
    static final int SECONDS_PER_ENTRY = 15;

    /** Answers of one worker that the loop has not read, and those that it may still give. */
    static final int ANSWERS = 16;

    /** Vectors of one worker that nobody asked for and that the loop has not read: a late answer and a timely one. */
    static final int VECTORS_WAITING = 2;

    /** Lines of the log about connections that come to nothing, at once ... */
    static final int LOG_LINES = 10;

    /** ... and one more each time so long has passed. */
    static final int SECONDS_PER_LOG_LINE = 30;

    private static final int HELLO_SECONDS = 20;
    private static final int SPARE_STRANGERS = 512;
    private static final int SPARE_STRANGERS_PER_ADDRESS = 128;

    /**
     * For so many workers, which may all come from one address and come back while their former connections still stand.
     *
     * @param readySeconds as in the job's registration timeout
     * @param stallSeconds as in the job's step timeout
     */
    public static Limits of(int workers, int readySeconds, int stallSeconds) {
        return new Limits(
                HELLO_SECONDS,
                readySeconds,
                stallSeconds,
                SPARE_STRANGERS + 2 * workers,
                SPARE_STRANGERS_PER_ADDRESS + workers);
    }

    /**
     * The most bytes that are held of what was sent and the loop has not taken, whatever anyone sends: unfinished frames, vectors
     * in assembly, vectors that wait. To it come the vectors that the loop itself has asked for and not yet taken.
     */
    long mostBytesHeld(int workers, JobVectors vectors) {
        long ofStranger = FrameCutter.memoryBytes(Frames.MAX_SMALL_FRAME_BYTES);
        long ofMember =
                FrameCutter.memoryBytes(vectors.maxFrameBytes())
                        + (1L + VECTORS_WAITING) * vectors.answers().vectorBytes();
        return (strangers + (long) workers) * ofStranger + workers * ofMember;
    }
}
