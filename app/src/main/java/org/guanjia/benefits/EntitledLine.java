package org.guanjia.benefits;

import java.time.LocalDate;
import org.guanjia.rules.Answer;
import org.jspecify.annotations.Nullable;

/** A person on a list of entitlements, or of what differs. */
public record EntitledLine(
    long person, @Nullable String name, @Nullable LocalDate birth, @Nullable String village, Answer answer, long amountFen, int row, boolean bound, @Nullable String kind, long fenBefore,
    @Nullable String missing) {}
