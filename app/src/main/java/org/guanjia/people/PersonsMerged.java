package org.guanjia.people;

/** Two records were found to be of one person; what stands at the merged one counts for the survivor. */
public record PersonsMerged(String town, long survivor, long merged) {}
