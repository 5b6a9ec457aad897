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

  private final Map<String, Words> published = new ConcurrentHashMap<>();

  void publish(String code, String asked, String became) {
    published.put(code, new Words(asked, became, "/public"));
  }

  @Override
  public Map<String, Words> of(Collection<String> codes) {
    var found = new HashMap<>(published);
    found.keySet().retainAll(codes);
    return found;
  }
}
