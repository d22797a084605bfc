package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.draco.codec.wire.Frames;
import org.junit.jupiter.api.Test;

/** How much the server reads from a connection at a time, by what is proven there. */
class MemberReadSizeTest extends LoopbackServer {

    @Test
    void aStrangerIsReadInSmallPiecesAndAMemberInWholeChunks() {
        VirtualWorker worker = VirtualWorker.prove(server, key, 1);
        assertEquals(Frames.MAX_SMALL_FRAME_BYTES, worker.bytesOfARead());
        worker.send(VirtualWorker.ready());
        assertEquals(1 << 18, worker.bytesOfARead());
    }
}
