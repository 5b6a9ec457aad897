package org.guanjia.coverage;

import java.time.LocalDate;
import org.guanjia.people.SpecialGroup;
import org.jspecify.annotations.Nullable;

/** A list on its way in, as it was typed; see {@link OutsideList} for what is what. */
public record NewOutsideList(
    OutsideList.@Nullable Source source, String title, @Nullable LocalDate asOf, @Nullable String document, @Nullable String programme, @Nullable SpecialGroup group, boolean elsewhere) {}
