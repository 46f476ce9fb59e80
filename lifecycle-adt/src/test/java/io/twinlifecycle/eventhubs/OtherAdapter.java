package io.twinlifecycle.eventhubs;

/** Stands for the adapter that this one must not use. */
public interface OtherAdapter {}
