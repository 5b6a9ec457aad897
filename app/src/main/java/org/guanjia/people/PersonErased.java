package org.guanjia.people;

import java.util.List;

/**
 * What the register knew of a person was erased for good. Whoever keeps words about them erases these in the same transaction.
 *
 * @param records the person's number and those of the records merged into it
 */
public record PersonErased(String town, List<Long> records) {}
