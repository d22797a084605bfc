package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.draco.codec.wire.FrameCutter;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.JobVectors;
import org.junit.jupiter.api.Test;

/** How much the server reads from a connection at a time, by what is proven there. */
class MemberReadSizeTest extends LoopbackServer {

    @Test
    void aStrangerIsReadInSmallPiecesAndAMemberInWholeChunks() {
        VirtualWorker worker = VirtualWorker.prove(server, key, 1);
        assertEquals(FrameCutter.memoryBytes(Frames.MAX_SMALL_FRAME_BYTES), worker.bytesOfARead());
        worker.send(VirtualWorker.ready());
        int frameBytes = JobVectors.of(VOTING, DIMENSION, LZ4).maxFrameBytes();
        assertEquals(FrameCutter.memoryBytes(frameBytes), worker.bytesOfARead());
    }
}
