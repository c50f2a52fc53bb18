"""The companies that Nordwind Supply delivers to, and the names of the people there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """Where accounts are, and what people there speak and are called; lists are separated by commas."""

    name: str
    language: str
    companies: str
    first_names: str
    last_names: str


def each(names: str) -> list[str]:
    """The names of a list."""
    return names.split(", ")


SEGMENTS = ("Manufacturing", "Food & beverage", "Healthcare", "Logistics")

COUNTRIES = (
    Country(
        name="Denmark",
        language="da",
        companies="Havnely Køl, Bøgelund Møbelfabrik, Fjordkær Mejeri, Klintholt Medico, Sandvig Transport, "
        "Egeskær Emballage, Lyngmose Maskiner",
        first_names="Mette, Lars, Kirsten, Søren, Ida, Mads, Louise, Henrik, Freja, Jesper, Camilla, Rasmus, "
        "Signe, Troels",
        last_names="Holm, Dahl, Kjær, Bruun, Vestergaard, Lund, Skov, Bech, Winther, Toft, Krogh, Friis, "
        "Thygesen, Balle",
    ),
    Country(
        name="Netherlands",
        language="nl",
        companies="Waterlinie Logistiek, Zuiderdijk Zuivel, Molenhoek Metaal, Veldkamp Zorgtechniek, "
        "Kadepunt Overslag, Bovenland Bakkerijen, Grachtwerk Installaties",
        first_names="Sanne, Bas, Femke, Jeroen, Lotte, Ruben, Anouk, Thijs, Marloes, Koen, Iris, Wouter, "
        "Esther, Gijs",
        last_names="Bakker, Visser, Mulder, Hoekstra, Dekker, Kuipers, Postma, van Dijk, de Groot, Schouten, "
        "van Leeuwen, Brouwer, Timmermans, Wiersma",
    ),
    Country(
        name="Germany",
        language="de",
        companies="Rothbacher Werkzeugbau, Moorfeld Molkerei, Talwerk Antriebe, Hallenstein Spedition, "
        "Klinikverbund Weserau, Obertal Brauhaus, Steinbrück Pumpen, Nordheide Lagertechnik",
        first_names="Katrin, Stefan, Julia, Markus, Heike, Tobias, Anke, Florian, Silke, Jan, Petra, Uwe, "
        "Miriam, Holger",
        last_names="Krüger, Hartmann, Vogt, Seidel, Jansen, Pohl, Beckmann, Lorenz, Ziegler, Kuhn, Arnold, "
        "Reuter, Marquardt, Hinz",
    ),
    Country(
        name="France",
        language="fr",
        companies="Ateliers Valmorin, Laiterie du Clos Perrin, Transports Beaurivel, Cliniques "
        "Saint-Aubrey, Conserverie Lestrac, Mécanique Dournelle",
        first_names="Claire, Julien, Élodie, Thomas, Nathalie, Mathieu, Aurélie, Benoît, Sandrine, Nicolas, "
        "Hélène, Olivier, Margaux, Cédric",
        last_names="Fournier, Girard, Lambert, Roussel, Chevalier, Perrot, Marchand, Gauthier, Colin, "
        "Barbier, Leclerc, Renaud, Delmas, Besson",
    ),
    Country(
        name="Spain",
        language="es",
        companies="Talleres Montearzo, Conservas Ría Clara, Clínicas Alborán, Transportes Sierralba, "
        "Aceites Valdeoro, Embalajes Puentenuevo",
        first_names="Lucía, Javier, Marta, Álvaro, Carmen, Sergio, Elena, Pablo, Nuria, Andrés, Beatriz, "
        "Rubén, Inés, Gonzalo",
        last_names="Ortega, Molina, Castillo, Serrano, Iglesias, Vidal, Campos, Herrera, Prieto, Gallego, "
        "Pascual, Rivas, Bravo, Soler",
    ),
    Country(
        name="United Kingdom",
        language="en",
        companies="Harrowgate Fabrication, Thornwell Dairies, Ashcombe Haulage, Pennerley Care Group, "
        "Coldharbour Foods, Brackenridge Tooling",
        first_names="Emma, Oliver, Priya, James, Fiona, Daniel, Amina, Gareth, Helen, Rory, Sophie, Kwame, "
        "Laura, Simon",
        last_names="Hughes, Patel, Walker, Murray, Okoro, Bennett, Fletcher, Doyle, Sharma, Reid, Parsons, "
        "Whitfield, Osborne, Lacey",
    ),
)
