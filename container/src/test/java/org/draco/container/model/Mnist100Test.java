package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The network with one hidden layer of Distributed Momentum. */
class Mnist100Test extends DenseNetworkContract {

    @Override
    Network network() {
        return DenseChain.mnist100();
    }

    @Override
    int[] widths() {
        return new int[] {784, 100, 10};
    }

    @Test
    void hasThePapersNumberOfParameters() {
        assertEquals(79_510, create(1).dimension());
        assertEquals(network().name(), Networks.byName("simples-full").orElseThrow().name());
    }
}
