package org.guanjia.platform.spreadsheets;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.guanjia.platform.access.Viewer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The lists that can be fed by spreadsheets. */
@Component
class ImportTargets {
  private final ObjectProvider<ImportTarget> beans;

  ImportTargets(ObjectProvider<ImportTarget> beans) {
    this.beans = beans;
  }

  ImportTarget get(String name) {
    ImportTarget target = all().get(name);
    if (target == null) throw new ImportFault("noSuchTarget", name);
    return target;
  }

  List<ImportTarget> of(Viewer viewer) {
    return all().values().stream().filter(target -> viewer.may(target.permission())).toList();
  }

  private Map<String, ImportTarget> all() {
    Map<String, ImportTarget> byName = new TreeMap<>();
    beans.stream().forEach(target -> byName.put(target.name(), target));
    return byName;
  }
}
