package org.guanjia.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * What pages say of a town, in the viewer's language.
 *
 * @param name 茶山镇
 * @param fullName 东莞市茶山镇
 * @param office who answers for the platform
 * @param phone the number residents may call; null when the town gave none
 */
public record TownProfile(String name, String fullName, String office, @Nullable String phone) {}
