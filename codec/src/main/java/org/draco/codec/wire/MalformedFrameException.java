package org.draco.codec.wire;

/** A frame or chunk that is not what the format says; its sender is at fault, nobody else. */
public final class MalformedFrameException extends Exception {

    private static final long serialVersionUID = 1;

    private final int offset;

    /**
     * @param offset where in the frame, in bytes after the length field
     * @param expected what the format demands there
     * @param found what is there
     */
    public MalformedFrameException(int offset, String expected, String found) {
        super("malformed frame at byte " + offset + ": expected " + expected + ", found " + found);
        this.offset = offset;
    }

    /** Where in the frame, in bytes after the length field. */
    public int offset() {
        return offset;
    }
}
