package org.guanjia.rules;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cell of the table {@code entitlement}.
 *
 * @param row from 0
 * @param column from 0
 * @param input the column's expression, as written
 * @param label the column's label, or its expression
 * @param test the cell, as written
 * @param resolved the cell with the month's parameters put in
 * @param facts the facts behind the column, raw and derived
 * @param value the column's value for this person in FEEL's text form, or null where it is unknown
 */
public record Condition(int row, int column, String input, String label, String test, String resolved, Set<Fact> facts, @Nullable String value) {
}
