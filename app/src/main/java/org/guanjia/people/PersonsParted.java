package org.guanjia.people;

/** Two records that had been merged are of two persons after all. */
public record PersonsParted(String town, long survivor, long parted) {}
