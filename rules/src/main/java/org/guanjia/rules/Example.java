package org.guanjia.rules;

import java.time.YearMonth;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person and what the programme must say of them; all examples must come out before a version is released.
 *
 * @param facts raw facts by code, as FEEL literals ({@code null} for a date that is known not to be); what is not named is unknown
 * @param amountFen expected amount in fen a month, or null where it is not checked
 */
public record Example(String name, Map<String, String> facts, YearMonth month, Answer answer, @Nullable Long amountFen) {
}
