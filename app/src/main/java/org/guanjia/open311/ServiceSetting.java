package org.guanjia.open311;

import java.util.List;

/**
 * What an administrator set for a category at this door.
 *
 * @param service code of the category
 * @param offered false: neither listed nor taken, and its requests are not told of
 * @param version 0 for one that was never set
 */
public record ServiceSetting(String service, boolean offered, List<Attribute> attributes, int version) {

  static ServiceSetting usual(String service) {
    return new ServiceSetting(service, true, List.of(), 0);
  }
}
