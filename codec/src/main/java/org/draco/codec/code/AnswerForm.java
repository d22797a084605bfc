package org.draco.codec.code;

/** What a worker sends when it has computed its gradient. */
public enum AnswerForm {
    /** The SHA-256 digest alone; the gradient is sent when the parameter server asks for it. */
    DIGEST_FIRST,
    /** The gradient at once. */
    GRADIENT
}
