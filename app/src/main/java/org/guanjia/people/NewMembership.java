package org.guanjia.people;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a person's belonging to a special group; see {@link Membership} for what is what. Null where nothing was said.
 *
 * @param file id of a file stored before; null for none
 */
public record NewMembership(
    @Nullable SpecialGroup kind, @Nullable String category, @Nullable String grade, @Nullable LocalDate since, @Nullable LocalDate reviewOn, @Nullable String evidence,
    @Nullable UUID file, String source) {}
