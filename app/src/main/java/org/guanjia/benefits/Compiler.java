package org.guanjia.benefits;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.rules.NotAProgramme;
import org.guanjia.rules.ParameterLine;
import org.guanjia.rules.Programme;
import org.guanjia.rules.ProgrammeText;
import org.springframework.stereotype.Component;

/** Reads what versions say into rules that can be asked, and remembers the last ones: reading one takes longer than asking it a thousand times. */
@Component
class Compiler {

  private static final int REMEMBERED_MAX = 64;

  private final Map<ProgrammeText, Programme> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<ProgrammeText, Programme> eldest) {
      return size() > REMEMBERED_MAX;
    }
  });

  /** The rules alone: that a value was confirmed, and by which document, decides nothing and is left out of their hash. */
  Programme read(Version version) throws NotAProgramme {
    return read(rulesOf(version));
  }

  Programme read(ProgrammeText text) throws NotAProgramme {
    Programme there = known.get(text);
    if (there != null) return there;
    Programme read = Programme.read(text, SheetMaker.VOCABULARY);
    known.put(text, read);
    return read;
  }

  static ProgrammeText rulesOf(Version version) {
    List<ParameterLine> lines = version.parameters().stream().map(each -> new ParameterLine(each.name(), each.value(), each.from(), each.to(), null, true)).toList();
    return new ProgrammeText(version.programme(), version.dmn(), lines, List.of());
  }
}
