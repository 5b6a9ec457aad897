package org.guanjia.people;

import org.jspecify.annotations.Nullable;

/**
 * A household to be written down; null where nothing was said.
 *
 * @param number of the household register
 * @param village code
 * @param group code of the village group
 */
public record NewHousehold(Household.@Nullable Kind kind, @Nullable String number, @Nullable String address, @Nullable String village, @Nullable String group) {

  public static final int NUMBER_LENGTH_MAX = 40;
  public static final int ADDRESS_LENGTH_MAX = 200;
}
