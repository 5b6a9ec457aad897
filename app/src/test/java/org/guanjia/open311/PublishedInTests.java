package org.guanjia.open311;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.guanjia.requests.PublishedWords;
import org.springframework.stereotype.Component;

/** A publisher whose words tests set. */
@Component
class PublishedInTests implements PublishedWords {

  private final Map<String, String> published = new ConcurrentHashMap<>();

  void publish(String code, String words) {
    published.put(code, words);
  }

  @Override
  public Map<String, String> of(Collection<String> codes) {
    var found = new HashMap<>(published);
    found.keySet().retainAll(codes);
    return found;
  }
}
