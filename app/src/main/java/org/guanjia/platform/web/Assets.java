package org.guanjia.platform.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** Static files under addresses that change with their content, so that browsers may keep them for a year. */
@Component
class Assets {

  private final ObjectProvider<ResourceUrlProvider> urls;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  Assets(ObjectProvider<ResourceUrlProvider> urls) {
    this.urls = urls;
  }

  String versioned(String path) {
    return known.computeIfAbsent(
        path,
        wanted -> {
          String url = urls.getObject().getForLookupPath(wanted);
          return url == null ? wanted : url;
        });
  }
}
