"""How answers grow with the store: lifelike stores from 33 goals to a million, and what questions cost over each."""
